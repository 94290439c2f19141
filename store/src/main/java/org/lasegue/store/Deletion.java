package org.lasegue.store;

/// What a deletion removed. Before it is returned the database was asked again and held no row of
/// the case.
///
/// @param keys data keys removed: 1
/// @param entries entries removed
/// @param overwritten whether the sealed bytes themselves are gone from the files (SQLite), or only
///   unreadable without the link until the database uses their place again (PostgreSQL, or an
///   SQLite file that is too large to be written anew at once)
public record Deletion(int keys, int entries, boolean overwritten) {}
