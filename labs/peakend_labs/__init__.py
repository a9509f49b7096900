"""Labs: their source, kit, proof and workspace."""
