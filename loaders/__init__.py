"""The write side: everything that brings data in."""
