// Leaves at once: the page is replaced, so that "back" does not return to it.
document.querySelectorAll("[data-lg-exit]").forEach((link) => {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    document.body.hidden = true;
    window.location.replace(link.getAttribute("data-lg-exit"));
  });
});
