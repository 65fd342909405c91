"""What one can do with organisations, their members, and invitations to become one."""
