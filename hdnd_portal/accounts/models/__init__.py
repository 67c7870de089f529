"""Accounts, the roles they hold, and who stands in for whom."""

from hdnd_portal.accounts.models.passwords import PasswordRecord
from hdnd_portal.accounts.models.roles import Deputyship, RoleAssignment
from hdnd_portal.accounts.models.user import User

__all__ = ["Deputyship", "PasswordRecord", "RoleAssignment", "User"]
