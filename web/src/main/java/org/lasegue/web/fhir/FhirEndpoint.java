package org.lasegue.web.fhir;

import java.time.Clock;
import org.lasegue.assessment.Assessor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class FhirEndpoint {
  @Bean
  ServletRegistrationBean<LazyFhirServlet> fhirServlet(
      ObjectProvider<Assessor> assessor, Clock clock) {
    ServletRegistrationBean<LazyFhirServlet> servlet =
        new ServletRegistrationBean<>(new LazyFhirServlet(assessor::getObject, clock), "/fhir/*");
    servlet.setName("fhir");
    return servlet;
  }
}
