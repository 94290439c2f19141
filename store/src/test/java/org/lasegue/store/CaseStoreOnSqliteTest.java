package org.lasegue.store;

import java.nio.file.Path;

class CaseStoreOnSqliteTest extends CaseStoreContract {

  @Override
  TestDatabase newDatabase(Path folder) {
    return TestDatabase.sqlite(folder);
  }
}
