"""The cost of Klantmail in time, memory, calls and money, each beside its floor or its peers (`make bench`)."""
