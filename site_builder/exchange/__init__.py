"""Other formats to and from records; every module is pure and none reads or writes a file."""
