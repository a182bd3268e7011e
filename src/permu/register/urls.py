"""The register's addresses."""

from django.urls import path

from permu.register import views

app_name = "register"
urlpatterns = [path("<int:pk>/", views.job, name="job")]
