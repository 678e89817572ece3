from newsroom.models.audit import AppendOnly, AuditEntry
from newsroom.models.sessions import DeskSession

__all__ = ["AppendOnly", "AuditEntry", "DeskSession"]
