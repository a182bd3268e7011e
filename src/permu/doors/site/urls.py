"""Every address of the office."""

from django.urls import include, path

from permu.doors.api.site import addresses
from permu.doors.site import views
from permu.doors.site.oidc import views as oidc
from permu.doors.site.rights import views as rights
from permu.doors.site.second_step import sign_in_code

urlpatterns = [
    path("", views.home, name="home"),
    path("sign-in/", views.SignIn.as_view(), name="sign_in"),
    path("sign-in/code/", sign_in_code, name="sign_in_code"),
    path("sign-in/provider/", oidc.begin, name="oidc_begin"),
    path("sign-in/provider/back/", oidc.back, name="oidc_back"),
    path("sign-out/", views.SignOut.as_view(), name="sign_out"),
    path("password/", views.Password.as_view(), name="password"),
    path("language/", views.language, name="set_language"),
    path("healthz", views.healthz, name="healthz"),
    path("rights/", rights.rights, name="rights"),
    path("rights.csv", rights.export, name="export_rights"),
    path("api/v1/", include((addresses(), "api"))),
    path("", include("permu.register.urls")),
    path("", include("permu.evaluations.urls")),
]

handler400 = "permu.doors.site.views.bad_request"
handler403 = "permu.doors.site.views.forbidden"
handler404 = "permu.doors.site.views.not_found"
handler500 = "permu.doors.site.views.broken"
