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
import org.springframework.boot.LazyInitializationExcludeFilter;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.MessageSourceAutoConfiguration;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.servlet.autoconfigure.HttpEncodingAutoConfiguration;
import org.springframework.boot.thymeleaf.autoconfigure.ThymeleafAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.context.support.ServletRequestHandledEvent;
import picocli.CommandLine;

/// `lasegue serve`.
@SpringBootConfiguration(proxyBeanMethods = false)
@ComponentScan(
    excludeFilters = @Filter(type = FilterType.CUSTOM, classes = TypeExcludeFilter.class))
// named, not found on the class path: nothing is set up that nobody asked for, and a start is
// quicker
@ImportAutoConfiguration({
  PropertyPlaceholderAutoConfiguration.class,
  MessageSourceAutoConfiguration.class,
  TaskExecutionAutoConfiguration.class,
  TaskSchedulingAutoConfiguration.class,
  JacksonAutoConfiguration.class,
  HttpMessageConvertersAutoConfiguration.class,
  HttpEncodingAutoConfiguration.class,
  SecurityAutoConfiguration.class,
  ServletWebSecurityAutoConfiguration.class,
  SecurityFilterAutoConfiguration.class,
  TomcatServletWebServerAutoConfiguration.class,
  DispatcherServletAutoConfiguration.class,
  WebMvcAutoConfiguration.class,
  ErrorMvcAutoConfiguration.class,
  ThymeleafAutoConfiguration.class
})
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

  /// The first answer needs the assessor, and the first page has just been drawn without it.
  @EventListener(ServletRequestHandledEvent.class)
  void pageDrawn() {
    Preparation.beginAssessor();
  }

  /// What is made at the start though nobody asked for it yet, so that a wrong setting of it is
  /// told there and not to the first person who comes.
  @Bean
  static LazyInitializationExcludeFilter atTheStart() {
    return LazyInitializationExcludeFilter.forBeanTypes(CaseStore.class, SecurityFilterChain.class);
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
