package org.lasegue.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lasegue.assessment.Mode;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads `self-report` and `examined`.
final class ModeOption implements ITypeConverter<Mode> {
  @Override
  public Mode convert(String word) {
    return Arrays.stream(Mode.values())
        .filter(m -> m.word().equals(word))
        .findFirst()
        .orElseThrow(() ->
            new TypeConversionException("'" + word + "' is no mode: self-report or examined"));
  }

  static final class Candidates extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    Candidates() {
      super(List.of("self-report", "examined"));
    }
  }
}
