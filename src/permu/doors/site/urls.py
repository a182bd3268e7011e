"""Every address of the office."""

from django.urls import include, path

from permu.doors.site import views

urlpatterns = [
    path("", views.home, name="home"),
    path("sign-in/", views.SignIn.as_view(), name="sign_in"),
    path("sign-out/", views.SignOut.as_view(), name="sign_out"),
    path("password/", views.Password.as_view(), name="password"),
    path("language/", views.language, name="set_language"),
    path("healthz", views.healthz, name="healthz"),
    path("jobs/", include("permu.register.urls")),
    path("", include("permu.evaluations.urls")),
]

handler400 = "permu.doors.site.views.bad_request"
handler403 = "permu.doors.site.views.forbidden"
handler404 = "permu.doors.site.views.not_found"
handler500 = "permu.doors.site.views.broken"
