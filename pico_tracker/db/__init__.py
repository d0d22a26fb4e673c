"""The only room with SQLAlchemy and Alembic."""
