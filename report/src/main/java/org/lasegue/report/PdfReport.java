package org.lasegue.report;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FSFontUseCase;
import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PdfBoxRenderer;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.svgsupport.BatikSVGDrawer;
import com.openhtmltopdf.util.XRLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.lasegue.assessment.Assessment;
import org.lasegue.knowledge.Knowledge;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/// An assessment as a PDF for the clinician: A4, tagged for screen readers (PDF/UA), fonts
/// embedded, to be read in black and white. The same assessment gives the same bytes.
public final class PdfReport {
  private static final String TYPEFACE = "Atkinson Hyperlegible";

  private final Knowledge knowledge;

  public PdfReport(Knowledge knowledge) {
    this.knowledge = knowledge;
  }

  /// The same with nothing more in the head than the id of the case.
  public byte[] of(Assessment assessment, Set<String> withheld) {
    return of(assessment, withheld, "");
  }

  /// Withheld findings are in no list, reason, weight or piece of advice, and neither is what would
  /// give them away. The urgency, the causes and their probabilities rest on them all the same, and
  /// the page says so; a cause alone can hint at what was withheld.
  ///
  /// @param withheld ids of findings the person does not want printed
  /// @param head a text for the head of every page, such as a date or a name; may be empty
  /// @throws IllegalArgumentException for an id that is no finding
  public byte[] of(Assessment assessment, Set<String> withheld, String head) {
    return of(assessment, withheld, head, Optional.empty());
  }

  /// The same with how the case goes, where it is followed.
  public byte[] of(
      Assessment assessment, Set<String> withheld, String head, Optional<OverTime> over) {
    Withheld kept = Withheld.of(withheld, assessment.subject(), knowledge);
    return pdf(new ClinicalPage(knowledge, kept).of(assessment, head, over));
  }

  private static byte[] pdf(String xhtml) {
    // The library logs what it lays out: health data, which belongs in no log.
    XRLog.setLoggingEnabled(false);
    PdfRendererBuilder builder = new PdfRendererBuilder();
    builder
        .useFastMode()
        .usePdfUaAccessibility(true)
        .usePdfVersion(1.7f)
        .withProducer("Lasegue")
        .useReplacementText("?")
        .useUriResolver((_, _) -> null)
        .useSVGDrawer(new BatikSVGDrawer())
        .withW3cDocument(document(xhtml), null);
    font(builder, "Regular", 400);
    font(builder, "Bold", 700);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (PdfBoxRenderer renderer = builder.buildPdfRenderer()) {
      renderer.layout();
      PDDocument pdf = renderer.createPDFKeepOpen();
      pdf.getDocumentInformation().setCreationDate(null);
      pdf.setDocumentId(0L);
      pdf.save(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static void font(PdfRendererBuilder builder, String name, int weight) {
    String file = "fonts/AtkinsonHyperlegible-" + name + ".ttf";
    builder.useFont(
        () -> resource(file),
        TYPEFACE,
        weight,
        FontStyle.NORMAL,
        true,
        EnumSet.allOf(FSFontUseCase.class));
  }

  static InputStream resource(String file) {
    InputStream in = PdfReport.class.getResourceAsStream(file);
    if (in == null) {
      throw new IllegalStateException(file + " is missing from this build");
    }
    return in;
  }

  private static Document document(String xhtml) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
      factory.setNamespaceAware(true);
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      Document document =
          factory.newDocumentBuilder().parse(new InputSource(new StringReader(xhtml)));
      describePictures(document);
      return document;
    } catch (ParserConfigurationException | SAXException | IOException e) {
      throw new IllegalStateException("the page for the PDF is not well-formed", e);
    }
  }

  /// PDF/UA reads a picture's text from its `alt`; the page states it as SVG does.
  private static void describePictures(Document document) {
    NodeList pictures = document.getElementsByTagNameNS("*", "svg");
    for (int i = 0; i < pictures.getLength(); i++) {
      Element picture = (Element) pictures.item(i);
      StringBuilder alt = new StringBuilder();
      for (String part : new String[] {"title", "desc"}) {
        NodeList found = picture.getElementsByTagNameNS("*", part);
        if (found.getLength() > 0) {
          alt.append(found.item(0).getTextContent()).append(". ");
          picture.removeChild(found.item(0));
        }
      }
      picture.setAttribute("alt", alt.toString().strip());
    }
  }
}
