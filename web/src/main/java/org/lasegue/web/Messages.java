package org.lasegue.web;

import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/// The wording of the pages, from the message files.
@Component
public final class Messages {
  private final MessageSource source;

  public Messages(MessageSource source) {
    this.source = source;
  }

  /// The text under this key, which must exist.
  public String text(String key, Object... arguments) {
    return source.getMessage(key, arguments, LocaleContextHolder.getLocale());
  }
}
