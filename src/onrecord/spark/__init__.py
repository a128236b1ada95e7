"""The same build on Spark: tables and statements on machines that others run already. Needs ``onrecord[spark]``."""
