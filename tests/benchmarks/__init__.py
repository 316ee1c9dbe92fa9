"""What Klantmail costs in time, memory, calls and money, each beside its floor or its peers (`make bench`)."""
