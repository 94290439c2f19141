package org.lasegue.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.lasegue.assessment.Assessor;
import org.lasegue.assessment.Interview;
import org.lasegue.assessment.followup.FollowUp;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.report.Words;
import org.lasegue.store.CaseStore;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableScheduling;
import picocli.CommandLine;

/// `lasegue serve`.
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class WebApplication {
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Serve()).addSubcommand("keys", new Keys()).execute(arguments));
  }

  @Bean
  Knowledge knowledge() {
    return Preparation.knowledge();
  }

  @Bean
  Assessor assessor() {
    return Preparation.assessor();
  }

  @Bean
  Interview interview(Assessor assessor) {
    return new Interview(assessor);
  }

  @Bean
  FollowUp followUp(Assessor assessor) {
    return new FollowUp(assessor);
  }

  @Bean
  Words words(Knowledge knowledge) {
    return new Words(knowledge);
  }

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean(destroyMethod = "close")
  CaseStore store(Settings settings) {
    Path data = settings.data().toAbsolutePath();
    try {
      Files.createDirectories(data);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make the data folder " + data, e);
    }
    return CaseStore.open(settings.store());
  }
}
