"""Who may open which page: of each route, what each role gets once the results are shared."""

ROLES = ("nobody", "clerk", "leader", "town", "department", "owner", "stranger", "admin", "auditor")
OPEN = dict.fromkeys(ROLES, 200)
SIGNED_IN = OPEN | {"nobody": 302}
CLERKS = dict.fromkeys(ROLES, 404) | {"nobody": 302, "clerk": 200}
CLERKS_POST = CLERKS | {"clerk": 302}
ADMINS = dict.fromkeys(ROLES, 404) | {"nobody": 302, "admin": 200}
AUDITORS = dict.fromkeys(ROLES, 404) | {"nobody": 302, "auditor": 200}
DEPARTMENTS = dict.fromkeys(ROLES, 404) | {"nobody": 302, "department": 200}
LODGERS = dict.fromkeys(ROLES, 404) | {"nobody": 302, "owner": 200, "town": 200}
MACHINES = dict.fromkeys(ROLES, 404) | {"nobody": 401}
SHARED = CLERKS | {"leader": 200}
SHARED_POST = dict.fromkeys(ROLES, 404) | dict.fromkeys(("nobody", "clerk", "leader"), 302)
OWN = SHARED | {"owner": 200}
OWN_PDF = OWN
PUBLIC_PAPER = dict.fromkeys(ROLES, 404) | dict.fromkeys(
    ("nobody", "clerk", "leader", "auditor"), 302
)
LIBRARY = CLERKS | {"leader": 200}


# name of the route → method, and who gets what
MATRIX: dict[str, tuple[str, dict[str, int]]] = {
    "home": ("get", dict.fromkeys(ROLES, 302)),
    "sign_in": ("get", dict.fromkeys(ROLES, 302) | {"nobody": 200}),
    "sign_in_code": ("get", dict.fromkeys(ROLES, 302)),
    "oidc_begin": ("get", dict.fromkeys(ROLES, 404)),  # the office has no provider
    "oidc_back": ("get", dict.fromkeys(ROLES, 404)),
    "register:identity": ("get", dict.fromkeys(ROLES, 404) | {"nobody": 302}),
    "sign_out": ("post", dict.fromkeys(ROLES, 302)),
    "password": ("get", SIGNED_IN),
    "set_language": ("post", dict.fromkeys(ROLES, 302)),
    "healthz": ("get", OPEN),
    "rights": ("get", ADMINS | {"auditor": 200}),
    "export_rights": ("get", ADMINS | {"auditor": 200}),
    "register:job": ("get", CLERKS),
    "register:people": ("get", ADMINS),
    "register:add_person": ("post", ADMINS),
    "register:new_password": ("post", ADMINS),
    "register:close_account": ("post", ADMINS | {"admin": 302}),
    "register:open_account": ("post", ADMINS | {"admin": 302}),
    "register:set_expiry": ("post", ADMINS | {"admin": 302}),
    "register:role": ("get", ADMINS),
    "register:change_role": ("post", ADMINS),
    "register:unlock_account": ("post", ADMINS | {"admin": 302}),
    "register:factor": ("get", ADMINS),
    "register:reset_factor": ("post", ADMINS),
    "register:second_factor": ("get", SIGNED_IN),
    "register:set_up_factor": ("post", SIGNED_IN),
    "register:renew_codes": ("post", SIGNED_IN),
    "register:turn_off_factor": ("post", SIGNED_IN),
    "register:sessions": ("get", SIGNED_IN),
    "register:end_sessions": ("post", SIGNED_IN),
    "register:notices": ("get", SIGNED_IN),
    "register:clients": ("get", ADMINS),
    "register:add_client": ("post", ADMINS),
    "register:revoke_client": ("post", ADMINS | {"admin": 302}),
    "api:rounds": ("get", MACHINES),
    "api:publications": ("get", MACHINES),
    "api:results": ("get", MACHINES),
    "api:requests": ("get", MACHINES),
    "api:send_file": ("post", MACHINES),
    "api:add_file": ("post", MACHINES),
    "api:read": ("post", MACHINES),
    "api:run": ("post", MACHINES),
    "api:job": ("get", MACHINES),
    "api:openapi-json": ("get", OPEN),
    "api:api-root": ("get", MACHINES | {"nobody": 404}),
    "register:log": ("get", AUDITORS),
    "register:export_log": ("get", AUDITORS),
    "evaluations:confirm_mine": ("get", dict.fromkeys(ROLES, 404) | {"nobody": 302, "owner": 200, "stranger": 200}),
    "evaluations:confirm": ("post", dict.fromkeys(ROLES, 404) | {"nobody": 302, "owner": 200, "stranger": 200}),
    "evaluations:confirm_town": ("get", dict.fromkeys(ROLES, 404) | {"nobody": 302, "town": 200}),
    "evaluations:confirm_paper": ("get", CLERKS | {"town": 200}),
    "evaluations:confirmation_form": ("get", CLERKS | {"owner": 200}),
    "evaluations:end_confirmation": ("post", CLERKS_POST),
    "evaluations:confirm_round": ("get", CLERKS),
    "evaluations:ask_confirmation": ("post", CLERKS_POST),
    "evaluations:export_confirmation": ("get", CLERKS),
    "evaluations:decide_dispute": ("post", CLERKS_POST),
    "evaluations:dispute_evidence": ("get", CLERKS | {"clerk": 404}),  # of a dispute that has none
    "evaluations:town": ("get", dict.fromkeys(ROLES, 404) | {"nobody": 302, "town": 200}),
    "evaluations:department": ("get", DEPARTMENTS),
    "evaluations:own_form": ("get", DEPARTMENTS),
    "evaluations:send_own": ("post", DEPARTMENTS | {"department": 302}),
    "evaluations:rounds": ("get", CLERKS),
    "evaluations:new_round": ("get", CLERKS),
    "evaluations:round": ("get", CLERKS),
    "evaluations:upload": ("post", CLERKS_POST),
    "evaluations:import": ("post", CLERKS_POST),
    "evaluations:run": ("post", CLERKS_POST),
    "evaluations:findings": ("get", CLERKS),
    "evaluations:export_findings": ("get", CLERKS),
    "evaluations:suspicions": ("get", CLERKS),
    "evaluations:export_suspicions": ("get", CLERKS),
    "evaluations:land": ("get", CLERKS),
    "evaluations:notice_land": ("post", dict.fromkeys(ROLES, 404) | {"nobody": 302, "clerk": 302}),
    "evaluations:land_paper": ("get", dict.fromkeys(ROLES, 404) | {"nobody": 302}),  # of one not put out
    "evaluations:cell_styles": ("get", SIGNED_IN),
    "evaluations:cell": ("get", CLERKS | {"clerk": 404}),  # of a file that the round has not
    "evaluations:requests": ("get", CLERKS),
    "evaluations:open_requests": ("post", CLERKS_POST),
    "evaluations:request_forms": ("get", CLERKS),
    "evaluations:send_requests": ("post", CLERKS_POST),
    "evaluations:remind": ("post", CLERKS_POST),
    "evaluations:request_form": ("get", CLERKS),
    "evaluations:send_request": ("post", CLERKS_POST),
    "evaluations:change_due": ("post", CLERKS_POST),
    "evaluations:waive_request": ("post", CLERKS_POST),
    "evaluations:resume_request": ("post", CLERKS_POST),
    "evaluations:digest": ("get", CLERKS),
    "evaluations:withdraw": ("post", CLERKS_POST),
    "evaluations:columns": ("get", CLERKS),
    "evaluations:settle_columns": ("post", CLERKS),  # a refused answer stays on the page
    "evaluations:unsettle_columns": ("post", CLERKS_POST),
    "evaluations:owners": ("get", CLERKS),
    "evaluations:export_settled": ("get", CLERKS),
    "evaluations:enterprises": ("get", CLERKS),
    "evaluations:settle_row": ("post", CLERKS_POST),
    "evaluations:undo_owner": ("post", CLERKS_POST),
    "evaluations:figures": ("get", CLERKS),
    "evaluations:figure": ("get", CLERKS | {"clerk": 404}),  # of a figure that nobody has
    "evaluations:correct_figure": ("post", CLERKS | {"clerk": 404}),
    "evaluations:evidence": ("get", CLERKS | {"clerk": 404}),  # of a correction that has none
    "evaluations:undo_correction": ("post", CLERKS_POST),
    "evaluations:settle": ("post", CLERKS_POST),
    "evaluations:share": ("post", CLERKS_POST),
    "evaluations:results": ("get", dict.fromkeys(ROLES, 404) | dict.fromkeys(("nobody", "clerk", "leader"), 302)),
    "evaluations:run_results": ("get", SHARED),
    "evaluations:export_results": ("get", SHARED),
    "evaluations:compare": ("get", SHARED),
    "evaluations:export_comparison": ("get", dict.fromkeys(ROLES, 404) | dict.fromkeys(("nobody", "clerk", "leader"), 302)),
    "evaluations:whatif": ("get", SHARED),
    "evaluations:whatif_answer": ("get", SHARED),
    "evaluations:whatif_movers": ("get", SHARED),
    "evaluations:export_whatif": ("get", dict.fromkeys(ROLES, 404) | dict.fromkeys(("nobody", "clerk", "leader"), 302)),
    "evaluations:scenarios": ("get", SHARED),
    "evaluations:keep_scenario": ("post", SHARED_POST),
    "evaluations:upload_scenario": ("post", SHARED_POST),
    "evaluations:change_scenario": ("get", dict.fromkeys(ROLES, 404) | dict.fromkeys(("nobody", "clerk", "leader"), 302)),
    "evaluations:scenario_file": ("get", SHARED),
    "evaluations:frontier": ("get", SHARED),
    "evaluations:robustness": ("get", SHARED),
    "evaluations:start_robustness": ("post", CLERKS_POST),
    "evaluations:export_robustness": ("get", dict.fromkeys(ROLES, 404) | dict.fromkeys(("nobody", "clerk", "leader"), 302)),
    "evaluations:export_frontier": ("get", dict.fromkeys(ROLES, 404) | dict.fromkeys(("nobody", "clerk", "leader"), 302)),
    "evaluations:run_method": ("get", OWN | {"stranger": 200}),
    "evaluations:methods": ("get", LIBRARY),
    "evaluations:method": ("get", LIBRARY),
    "evaluations:overview": ("get", dict.fromkeys(ROLES, 404) | dict.fromkeys(("nobody", "clerk", "leader"), 302)),
    "evaluations:run_overview": ("get", SHARED),
    "evaluations:sheet": ("get", OWN),
    "evaluations:sheet_pdf": ("get", OWN_PDF),
    "evaluations:sheet_ripple": ("get", CLERKS),
    "evaluations:receipt": ("get", dict.fromkeys(ROLES, 404) | dict.fromkeys(("nobody", "clerk", "leader", "owner"), 302)),
    "evaluations:publications": ("get", SHARED | {"auditor": 200}),
    "evaluations:notice": ("get", PUBLIC_PAPER),  # of a run whose folder is lost: what is in them, see test_papers
    "evaluations:published_list": ("get", PUBLIC_PAPER),
    "evaluations:letters": ("get", CLERKS),
    "evaluations:letters_zip": ("get", CLERKS | {"clerk": 404}),  # of a town that nobody is of
    "evaluations:letter": ("get", dict.fromkeys(ROLES, 404) | dict.fromkeys(("nobody", "clerk", "leader", "owner"), 302)),
    "evaluations:report": ("get", dict.fromkeys(ROLES, 404) | dict.fromkeys(("nobody", "clerk", "leader"), 302)),
    "evaluations:check_receipt": ("get", OPEN),
    "evaluations:newest_year": ("get", dict.fromkeys(ROLES, 404) | dict.fromkeys(("nobody", "clerk", "leader", "auditor"), 302)),
    "evaluations:year": ("get", SHARED | {"auditor": 200}),
    "evaluations:take_step": ("post", SHARED_POST | {"auditor": 302}),  # of a step that there is not: nothing happens
    "evaluations:consequences": ("get", SHARED),
    "evaluations:consequence": ("get", CLERKS | {"clerk": 404}),  # of a year that is not published
    "evaluations:review_measure": ("post", CLERKS_POST),  # of nothing: it says so
    "evaluations:export_measure": ("get", CLERKS | {"clerk": 404}),  # of a year that is not published
    "evaluations:improvements": ("get", SHARED),
    "evaluations:open_case": ("get", CLERKS),
    "evaluations:improvement": ("get", SHARED | {"stranger": 200, "town": 200}),  # it is the stranger's
    "evaluations:change_case": ("get", CLERKS),
    "evaluations:add_milestone": ("post", CLERKS_POST),
    "evaluations:close_case": ("post", CLERKS_POST),
    "evaluations:close_milestone": ("post", CLERKS_POST),
    "evaluations:milestone_evidence": ("get", CLERKS | {"clerk": 404}),  # of a milestone that has none
    "evaluations:my_appeals": ("get", dict.fromkeys(ROLES, 404) | {"nobody": 302, "owner": 200, "stranger": 200}),
    "evaluations:town_appeals": ("get", dict.fromkeys(ROLES, 404) | {"nobody": 302, "town": 200}),
    "evaluations:ask_towns": ("post", CLERKS_POST),  # without a day: it says so
    "evaluations:town_review": ("get", dict.fromkeys(ROLES, 404) | {"nobody": 302, "town": 200}),
    "evaluations:answer_review": ("post", dict.fromkeys(ROLES, 404) | {"nobody": 302, "town": 200}),  # of nothing: it says so
    "evaluations:noticed_land": ("get", LODGERS | {"stranger": 200}),  # each sees its own rows
    "evaluations:appeal_form": ("get", LODGERS),
    "evaluations:lodge_appeal": ("post", LODGERS),  # a refused claim stays on the page
    "evaluations:withdraw_appeal": ("post", LODGERS | {"owner": 302, "town": 302}),
    "evaluations:appeal_evidence": ("get", dict.fromkeys(ROLES, 404) | {"nobody": 302}),  # of one that has none
    "evaluations:department_appeals": ("get", DEPARTMENTS),
    "evaluations:answer_appeal": ("post", DEPARTMENTS),  # an empty answer stays on the page
    "evaluations:decision": ("get", dict.fromkeys(ROLES, 404) | {"nobody": 302}),  # of one not decided
    "evaluations:answer_evidence": ("get", dict.fromkeys(ROLES, 404) | {"nobody": 302}),  # of one that has none
    "evaluations:appeal": ("get", CLERKS),
    "evaluations:decide_appeal": ("post", CLERKS_POST),
    "evaluations:appeals": ("get", CLERKS),
    "evaluations:export_appeals": ("get", CLERKS),
    "evaluations:mine": ("get", dict.fromkeys(ROLES, 404) | {"nobody": 302, "owner": 200, "stranger": 200}),
}  # fmt: skip
