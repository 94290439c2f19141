package org.lasegue.store;

import java.nio.file.Path;

class CaseStoreOnPostgresqlTest extends CaseStoreContract {

  @Override
  TestDatabase newDatabase(Path folder) {
    return TestDatabase.postgresql(folder);
  }
}
