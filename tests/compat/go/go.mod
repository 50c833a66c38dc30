module baton/tests/compat

go 1.21
