from .upstream import DAG as DAG

__all__ = ['DAG']
