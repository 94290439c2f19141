/// An append-only log of sealed entries per case, in SQLite or PostgreSQL.
@NullMarked
package org.lasegue.store;

import org.jspecify.annotations.NullMarked;
