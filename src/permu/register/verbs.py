"""What the log's verbs are called; each room says its own when it is loaded."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Label = str | Promise
VERBS: dict[str, Label] = {
    "add_person": _("开通账号"),
    "change_password": _("修改口令"),
    "change_role": _("改角色"),
    "close_account": _("停用账号"),
    "end_sessions": _("退出别处的登录"),
    "keep_file": _("存放文件"),
    "link_identity": _("关联统一身份"),
    "make_digests": _("合成每日消息"),
    "new_password": _("重置口令"),
    "open_client": _("开通接口令牌"),
    "open_account": _("启用账号"),
    "read_sheet": _("查看企业底稿"),
    "password_said": _("口令通过，等验证码"),
    "provider_said": _("统一身份通过，等验证码"),
    "refuse_file": _("拒收文件"),
    "refused_page": _("访问被拒"),
    "renew_codes": _("更换恢复码"),
    "reset_factor": _("重置两步验证"),
    "revoke_client": _("撤销接口令牌"),
    "set_expiry": _("设定账号有效期"),
    "set_up_factor": _("开启两步验证"),
    "sign_in": _("登录"),
    "sign_in_failed": _("登录失败"),
    "sign_out": _("退出登录"),
    "turn_off_factor": _("关闭两步验证"),
    "unlock_account": _("解除锁定"),
}


def name_verbs(of_room: Mapping[str, Label]) -> None:
    """Add what a room's verbs are called."""
    VERBS.update(of_room)
