"""The register's addresses."""

from django.urls import path

from permu.register.views import (
    clients,
    factors,
    identities,
    jobs,
    log,
    notices,
    people,
    roles,
    sessions,
)

app_name = "register"
urlpatterns = [
    path("jobs/<int:pk>/", jobs.job, name="job"),
    path("people/", people.people, name="people"),
    path("people/add/", people.add, name="add_person"),
    path("people/<int:pk>/password/", people.renew, name="new_password"),
    path("people/<int:pk>/close/", people.close, name="close_account"),
    path("people/<int:pk>/open/", people.reopen, name="open_account"),
    path("people/<int:pk>/expiry/", people.expire, name="set_expiry"),
    path("people/<int:pk>/role/", roles.role, name="role"),
    path("people/<int:pk>/role/change/", roles.change, name="change_role"),
    path("people/<int:pk>/identity/", identities.identity, name="identity"),
    path("people/<int:pk>/second-factor/", factors.factor, name="factor"),
    path("people/<int:pk>/second-factor/reset/", factors.reset, name="reset_factor"),
    path("people/<int:pk>/unlock/", people.unlock, name="unlock_account"),
    path("clients/", clients.clients, name="clients"),
    path("clients/add/", clients.add, name="add_client"),
    path("clients/<int:pk>/revoke/", clients.revoke, name="revoke_client"),
    path("notices/", notices.notices, name="notices"),
    path("sessions/", sessions.sessions, name="sessions"),
    path("sessions/end/", sessions.end, name="end_sessions"),
    path("second-factor/", factors.second_factor, name="second_factor"),
    path("second-factor/on/", factors.set_up, name="set_up_factor"),
    path("second-factor/codes/", factors.renew, name="renew_codes"),
    path("second-factor/off/", factors.turn_off, name="turn_off_factor"),
    path("log/", log.log, name="log"),
    path("log.csv", log.export, name="export_log"),
]
