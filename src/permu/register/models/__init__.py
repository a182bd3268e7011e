"""The register's nouns."""

from permu.register.models.clients import Client
from permu.register.models.enterprises import Enterprise
from permu.register.models.factors import RecoveryCode, SecondFactor
from permu.register.models.files import StoredFile
from permu.register.models.forms import SentForm
from permu.register.models.forwarding import Forwarding
from permu.register.models.identities import OutsideIdentity
from permu.register.models.jobs import Job
from permu.register.models.notices import Digest, Notice
from permu.register.models.passwords import UsedPassword
from permu.register.models.people import Role, User
from permu.register.models.places import Place
from permu.register.models.records import Record

__all__ = [
    "Client",
    "Digest",
    "Enterprise",
    "Forwarding",
    "Job",
    "Notice",
    "OutsideIdentity",
    "Place",
    "Record",
    "RecoveryCode",
    "Role",
    "SecondFactor",
    "SentForm",
    "StoredFile",
    "UsedPassword",
    "User",
]
