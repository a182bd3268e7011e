"""The room's addresses."""

from django.urls import path

from permu.evaluations.views import (
    comparing,
    findings,
    latest,
    methods,
    overview,
    results,
    rounds,
    scenarios,
    sheets,
    whatif,
)

app_name = "evaluations"
urlpatterns = [
    path("rounds/", rounds.rounds, name="rounds"),
    path("rounds/new/", rounds.new_round, name="new_round"),
    path("rounds/<int:pk>/", rounds.round_page, name="round"),
    path("rounds/<int:pk>/files/", rounds.upload, name="upload"),
    path("rounds/<int:pk>/import/", rounds.read, name="import"),
    path("rounds/<int:pk>/run/", rounds.run, name="run"),
    path("rounds/<int:pk>/findings/", findings.findings, name="findings"),
    path("rounds/<int:pk>/findings.<str:kind>", findings.export, name="export_findings"),
    path("rounds/<int:pk>/cell/", findings.cell, name="cell"),
    path("files/<int:pk>/withdraw/", rounds.withdraw, name="withdraw"),
    path("findings/<int:pk>/settle/", findings.settle, name="settle"),
    path("results/", latest.results, name="results"),
    path("runs/<int:pk>/", results.results, name="run_results"),
    path("runs/<int:pk>/results.xlsx", results.export, name="export_results"),
    path("runs/<int:pk>/share/", results.share, name="share"),
    path("runs/<int:pk>/compare/", comparing.compare, name="compare"),
    path("runs/<int:pk>/compare.xlsx", comparing.export, name="export_comparison"),
    path("runs/<int:pk>/whatif/", whatif.page, name="whatif"),
    path("runs/<int:pk>/whatif/answer", whatif.answer, name="whatif_answer"),
    path("runs/<int:pk>/whatif/movers", whatif.movers, name="whatif_movers"),
    path("runs/<int:pk>/whatif/whatif.xlsx", whatif.export, name="export_whatif"),
    path("runs/<int:pk>/whatif/scenarios/", scenarios.scenarios, name="scenarios"),
    path("runs/<int:pk>/whatif/keep/", scenarios.keep, name="keep_scenario"),
    path("runs/<int:pk>/whatif/upload/", scenarios.upload, name="upload_scenario"),
    path("runs/<int:pk>/whatif/change/<int:kept>/", scenarios.change, name="change_scenario"),
    path("scenarios/<int:pk>.toml", scenarios.download, name="scenario_file"),
    path("runs/<int:pk>/overview/", overview.overview, name="run_overview"),
    path("overview/", latest.overview, name="overview"),
    path("runs/<int:pk>/method/", methods.run_method, name="run_method"),
    path("methods/", methods.methods, name="methods"),
    path("methods/<path:key>/", methods.method, name="method"),
    path("sheets/<int:pk>/", sheets.sheet, name="sheet"),
    path("sheets/<int:pk>/sheet.pdf", sheets.pdf, name="sheet_pdf"),
    path("mine/", sheets.mine, name="mine"),
]
