"""Which figures a person may see of the enterprises that they see at all."""

from permu.register.models import Role, User
from permu.terms.items import Item

TAX = "税务局"


def may_see(user: User, item: Item) -> bool:
    """An enterprise its own, a department those it gave, a town none of taxes; an auditor none."""
    if user.role == Role.TOWN:
        return item.provider != TAX
    if user.role == Role.DEPARTMENT:
        return item.provider == user.department
    return user.role in (Role.CLERK, Role.LEADER, Role.ENTERPRISE)
