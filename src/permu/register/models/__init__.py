"""The register's nouns."""

from permu.register.models.enterprises import Enterprise
from permu.register.models.files import StoredFile
from permu.register.models.jobs import Job
from permu.register.models.people import Role, User
from permu.register.models.places import Place
from permu.register.models.records import Record

__all__ = ["Enterprise", "Job", "Place", "Record", "Role", "StoredFile", "User"]
