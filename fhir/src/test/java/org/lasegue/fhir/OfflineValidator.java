package org.lasegue.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.context.support.IValidationSupport;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.ResultSeverityEnum;
import ca.uhn.fhir.validation.SingleValidationMessage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.SnapshotGeneratingValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.MetadataResource;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.hl7.fhir.r4.model.ValueSet;
import org.jspecify.annotations.Nullable;

/// HAPI's validator without network, with our own package in it.
final class OfflineValidator {
  private final FhirContext context = FhirContext.forR4Cached();
  private final FhirValidator validator;
  private final Map<String, Integer> warnings = new TreeMap<>();

  /// The resources of the knowledge, and the validator that knows them: made once, as that takes
  /// seconds.
  static final List<MetadataResource> OURS = new KnowledgePackage(People.KNOWLEDGE).resources();

  static final OfflineValidator SHARED = new OfflineValidator(OURS);

  private OfflineValidator(List<MetadataResource> ours) {
    ValidationSupportChain chain =
        new ValidationSupportChain(
            new Ours(context, ours),
            new DefaultProfileValidationSupport(context),
            new CommonCodeSystemsTerminologyService(context),
            new InMemoryTerminologyServerValidationSupport(context),
            new SnapshotGeneratingValidationSupport(context));
    FhirInstanceValidator module = new FhirInstanceValidator(chain);
    module.setAnyExtensionsAllowed(true);
    validator = context.newValidator().registerValidatorModule(module);
  }

  /// The errors of a resource, with their place; warnings are counted by kind.
  List<String> errors(IBaseResource resource) {
    String sent = context.newJsonParser().encodeResourceToString(resource);
    List<SingleValidationMessage> messages = validator.validateWithResult(sent).getMessages();
    for (SingleValidationMessage message : messages) {
      if (message.getSeverity() == ResultSeverityEnum.WARNING) {
        warnings.merge(kind(message), 1, Integer::sum);
      }
    }
    return messages.stream()
        .filter(m -> m.getSeverity().ordinal() >= ResultSeverityEnum.ERROR.ordinal())
        .map(m -> m.getLocationString() + ": " + m.getMessage())
        .toList();
  }

  Map<String, Integer> warnings() {
    return warnings;
  }

  private static String kind(SingleValidationMessage message) {
    String id = message.getMessageId();
    return id == null ? String.valueOf(message.getMessage()).replaceAll("'[^']*'", "'..'") : id;
  }

  /// The validator finds a questionnaire only through a support that gives it by its address: one
  /// that it cannot find would leave every answer unchecked.
  private static final class Ours implements IValidationSupport {
    private final FhirContext context;
    private final Map<String, MetadataResource> byUrl = new LinkedHashMap<>();

    Ours(FhirContext context, List<MetadataResource> resources) {
      this.context = context;
      for (MetadataResource each : resources) {
        byUrl.put(each.getUrl(), each);
        byUrl.put(each.getUrl() + "|" + each.getVersion(), each);
      }
    }

    @Override
    public FhirContext getFhirContext() {
      return context;
    }

    @Override
    public <T extends IBaseResource> @Nullable T fetchResource(
        @Nullable Class<T> type, @Nullable String url) {
      MetadataResource found = byUrl.get(url == null ? "" : url);
      return found != null && type != null && type.isInstance(found) ? type.cast(found) : null;
    }

    @Override
    public @Nullable IBaseResource fetchStructureDefinition(@Nullable String url) {
      return byUrl.get(url == null ? "" : url) instanceof StructureDefinition d ? d : null;
    }

    @Override
    public @Nullable IBaseResource fetchCodeSystem(@Nullable String url) {
      return byUrl.get(url == null ? "" : url) instanceof CodeSystem s ? s : null;
    }

    @Override
    public @Nullable IBaseResource fetchValueSet(@Nullable String url) {
      return byUrl.get(url == null ? "" : url) instanceof ValueSet s ? s : null;
    }

    @Override
    public <T extends IBaseResource> List<T> fetchAllStructureDefinitions() {
      return List.of();
    }

    @Override
    public boolean isCodeSystemSupported(
        ca.uhn.fhir.context.support.ValidationSupportContext root, @Nullable String system) {
      return false;
    }
  }
}
