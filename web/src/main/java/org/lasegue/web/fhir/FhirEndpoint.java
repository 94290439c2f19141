package org.lasegue.web.fhir;

import java.time.Clock;
import org.lasegue.assessment.Assessor;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
class FhirEndpoint {
  @Bean
  ServletRegistrationBean<LazyFhirServlet> fhirServlet(Assessor assessor, Clock clock) {
    ServletRegistrationBean<LazyFhirServlet> servlet =
        new ServletRegistrationBean<>(new LazyFhirServlet(assessor, clock), "/fhir/*");
    servlet.setName("fhir");
    return servlet;
  }
}
