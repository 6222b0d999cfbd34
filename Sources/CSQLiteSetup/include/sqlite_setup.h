// Settings of SQLite for the whole process, which Swift cannot make: `sqlite3_config` is variadic.
#ifndef ASSAY_SQLITE_SETUP_H
#define ASSAY_SQLITE_SETUP_H

/// Stops SQLite from counting the memory it uses, which takes a lock for every allocation. Before anything else of
/// SQLite; 0, or SQLite's error code.
int sqlite_setup_without_memory_statistics(void);

#endif
