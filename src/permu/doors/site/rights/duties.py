"""The table: each duty with who has it, how far it reaches, and its pages. A page of no duty is open to nobody."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from permu.register.models import Role

Reach = str | Promise

_EVERYBODY: Mapping[Role, Reach] = dict.fromkeys(Role, "")
_CLERK: Mapping[Role, Reach] = {Role.CLERK: ""}
_LISTS: Mapping[Role, Reach] = {**_CLERK, Role.LEADER: _("送审或下发后")}
_TRIALS: Mapping[Role, Reach] = {**_CLERK, Role.LEADER: ""}
_OVERSEEN: Mapping[Role, Reach] = {**_LISTS, Role.AUDITOR: _("只看")}


@dataclass(frozen=True, kw_only=True)
class Duty:
    """Something that people do here. `roles` says for whom, and within what; `pages` names the routes."""

    label: str | Promise
    roles: Mapping[Role, Reach]
    pages: tuple[str, ...]
    is_open: bool = False  # also to who has not signed in


def _of(room: str, *names: str) -> tuple[str, ...]:
    return tuple(f"{room}:{name}" for name in names)


DUTIES = (
    Duty(
        label=_("登录，核验回执"), roles=_EVERYBODY, is_open=True,
        pages=("sign_in", "oidc_begin", "oidc_back", "sign_in_code", "set_language", "healthz",
               "evaluations:check_receipt", "api:openapi-json"),
    ),
    Duty(
        label=_("自己的账号"), roles=_EVERYBODY,
        pages=("home", "sign_out", "password", "evaluations:cell_styles", "register:notices",
               "register:sessions", "register:end_sessions", "register:second_factor",
               "register:set_up_factor", "register:renew_codes", "register:turn_off_factor"),
    ),
    Duty(
        label=_("开通、停用账号，重置口令，改角色"), roles={Role.ADMIN: ""},
        pages=_of("register", "people", "add_person", "new_password", "close_account",
                  "open_account", "set_expiry", "unlock_account", "role", "change_role", "factor",
                  "reset_factor", "identity"),
    ),
    Duty(label=_("权限表"), roles={Role.ADMIN: "", Role.AUDITOR: ""}, pages=("rights", "export_rights")),
    Duty(
        label=_("接口令牌"), roles={Role.ADMIN: ""},
        pages=_of("register", "clients", "add_client", "revoke_client"),
    ),
    Duty(
        label=_("数据接口（凭令牌，按所用账号的权限）"), roles={},
        pages=_of("api", "api-root", "rounds", "publications", "results",
                  "requests", "send_file", "add_file", "read", "run", "job"),
    ),
    Duty(label=_("审计日志"), roles={Role.AUDITOR: ""}, pages=_of("register", "log", "export_log")),
    Duty(
        label=_("建年度，收、读工作簿，试算，下发"), roles=_CLERK,
        pages=("register:job", *_of("evaluations", "rounds", "new_round", "round", "upload", "withdraw", "import",
                  "run", "share", "start_robustness")),
    ),
    Duty(
        label=_("向部门收表"), roles=_CLERK,
        pages=_of("evaluations", "requests", "open_requests", "request_forms", "send_requests",
                  "remind", "request_form", "send_request", "change_due", "waive_request",
                  "resume_request", "digest"),
    ),
    Duty(
        label=_("报送本部门的表"), roles={Role.DEPARTMENT: _("本部门")},
        pages=_of("evaluations", "department", "own_form", "send_own"),
    ),
    Duty(
        label=_("核对、归户、核定，看原表"), roles=_CLERK,
        pages=_of("evaluations", "findings", "export_findings", "settle", "suspicions",
                  "export_suspicions", "land", "notice_land", "land_paper", "cell", "columns", "settle_columns",
                  "unsettle_columns", "owners", "export_settled", "enterprises", "settle_row",
                  "undo_owner", "figures", "figure", "correct_figure", "evidence",
                  "undo_correction", "sheet_ripple"),
    ),
    Duty(
        label=_("请企业确认，处理异议"), roles=_CLERK,
        pages=_of("evaluations", "confirm_round", "ask_confirmation", "end_confirmation", "export_confirmation", "decide_dispute", "dispute_evidence"),
    ),
    Duty(
        label=_("确认本企业的数据"), roles={Role.ENTERPRISE: _("本企业")},
        pages=_of("evaluations", "confirm_mine", "confirm"),
    ),
    Duty(
        label=_("打印数据确认表（含单户税收）"), roles={**_CLERK, Role.ENTERPRISE: _("本企业")},
        pages=_of("evaluations", "confirmation_form"),
    ),
    Duty(
        label=_("看本镇企业确认情况"), roles={Role.TOWN: _("本乡镇，不含单户税收")},
        pages=_of("evaluations", "confirm_town"),
    ),
    Duty(label=_("请乡镇审核试算"), roles=_CLERK, pages=_of("evaluations", "ask_towns")),
    Duty(
        label=_("审核本镇企业的试算等级"), roles={Role.TOWN: _("本乡镇，不含单户税收")},
        pages=_of("evaluations", "town_review", "answer_review"),
    ),
    Duty(
        label=_("看公示的用地面积"), roles={Role.ENTERPRISE: _("本企业"), Role.TOWN: _("本乡镇")},
        pages=_of("evaluations", "noticed_land"),
    ),
    Duty(
        label=_("代录纸质确认表"), roles={**_CLERK, Role.TOWN: _("本乡镇，不含单户税收")},
        pages=_of("evaluations", "confirm_paper"),
    ),
    Duty(
        label=_("全县结果和对照分析"), roles=_LISTS,
        pages=_of("evaluations", "results", "run_results", "export_results", "overview",
                  "run_overview", "compare", "export_comparison", "frontier", "export_frontier",
                  "robustness", "export_robustness", "report"),
    ),
    Duty(
        label=_("情景试算"), roles=_LISTS,
        pages=_of("evaluations", "whatif", "whatif_answer", "whatif_movers", "export_whatif",
                  "scenarios", "keep_scenario", "upload_scenario", "change_scenario",
                  "scenario_file"),
    ),
    Duty(
        label=_("公布后的措施和合计"), roles=_LISTS, pages=_of("evaluations", "consequences"),
    ),
    Duty(
        label=_("措施的公平竞争审查，逐户金额"), roles=_CLERK,
        pages=_of("evaluations", "consequence", "review_measure", "export_measure"),
    ),
    Duty(
        label=_("低效企业整治：看清单"), roles=_LISTS, pages=_of("evaluations", "improvements"),
    ),
    Duty(
        label=_("低效企业整治：看一家的措施和进展"),
        roles={**_LISTS, Role.TOWN: _("本乡镇"), Role.ENTERPRISE: _("本企业")},
        pages=_of("evaluations", "improvement"),
    ),
    Duty(
        label=_("低效企业整治：建档、调整、节点、验收销号"), roles=_CLERK,
        pages=_of("evaluations", "open_case", "change_case", "add_milestone", "close_case",
                  "close_milestone", "milestone_evidence"),
    ),
    Duty(label=_("办法库"), roles=_TRIALS, pages=_of("evaluations", "methods", "method")),
    Duty(
        label=_("一家企业的底稿（含单户税收）"), roles={**_LISTS, Role.ENTERPRISE: _("本企业，下发后")},
        pages=_of("evaluations", "run_method", "sheet", "sheet_pdf", "receipt", "letter"),
    ),
    Duty(label=_("全部企业的告知书"), roles=_CLERK, pages=_of("evaluations", "letters", "letters_zip")),
    Duty(label=_("本企业的异议"), roles={Role.ENTERPRISE: ""}, pages=_of("evaluations", "my_appeals")),
    Duty(
        label=_("本镇企业的异议（不含单户税收）"), roles={Role.TOWN: _("本乡镇")},
        pages=_of("evaluations", "town_appeals"),
    ),
    Duty(
        label=_("提出、撤回异议"), roles={Role.ENTERPRISE: _("本企业，公示期内"), Role.TOWN: _("本乡镇，公示期内")},
        pages=_of("evaluations", "appeal_form", "lodge_appeal", "withdraw_appeal"),
    ),
    Duty(
        label=_("答复异议"), roles={Role.DEPARTMENT: _("本部门的数据")},
        pages=_of("evaluations", "department_appeals", "answer_appeal"),
    ),
    Duty(
        label=_("全部异议；先看影响再决定"), roles=_CLERK,
        pages=_of("evaluations", "appeal", "decide_appeal", "appeals", "export_appeals"),
    ),
    Duty(
        label=_("异议处理决定书"), roles={**_CLERK, Role.ENTERPRISE: _("本企业")},
        pages=_of("evaluations", "decision"),
    ),
    Duty(
        label=_("部门答复的佐证文件"), roles={**_CLERK, Role.DEPARTMENT: _("本部门的数据")},
        pages=_of("evaluations", "answer_evidence"),
    ),
    Duty(
        label=_("异议的佐证文件"),
        roles={**_CLERK, Role.ENTERPRISE: _("本企业"), Role.TOWN: _("本乡镇，不含税收"),
               Role.DEPARTMENT: _("本部门的数据")},
        pages=_of("evaluations", "appeal_evidence"),
    ),
    Duty(label=_("我的评价"), roles={Role.ENTERPRISE: _("本企业，下发后")}, pages=_of("evaluations", "mine")),
    Duty(
        label=_("本镇企业的等级（不含单户税收）"), roles={Role.TOWN: _("本乡镇，下发后")},
        pages=_of("evaluations", "town"),
    ),
    Duty(
        label=_("年度进程和存证"), roles=_OVERSEEN,
        pages=_of("evaluations", "newest_year", "year", "take_step", "publications", "notice",
                  "published_list"),
    ),
)  # fmt: skip
BY_PAGE = {page: duty for duty in DUTIES for page in duty.pages}
