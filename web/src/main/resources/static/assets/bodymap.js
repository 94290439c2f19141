// Ties the body map to the list of places beside it. The list holds the answer; the picture only shows and toggles it.
for (const map of document.querySelectorAll(".lg-map")) {
  const attribute = map.classList.contains("lg-map--numbness-map") ? "data-numb" : "data-finding";
  const places = [...map.querySelectorAll("input[data-finding]")];
  const none = [...map.querySelectorAll("input[name=nowhere]")];

  const regionsOf = (place) =>
    map.querySelectorAll(`.lg-region[${attribute}="${CSS.escape(place.dataset.finding)}"][data-side="${CSS.escape(place.dataset.side)}"]`);

  const paint = () => {
    for (const place of places) {
      for (const region of regionsOf(place)) {
        if (place.checked && !region.classList.contains("lg-region--on")) {
          region.parentNode.append(region); // drawn last, so that no neighbour covers its outline
        }
        region.classList.toggle("lg-region--on", place.checked);
      }
    }
  };

  // A place and "nowhere" exclude each other, and so do "nowhere" and "not sure"; "not sure" may stand beside a place.
  const settle = (changed) => {
    if (!changed.checked) {
      return;
    }
    const nowhere = changed.value === "yes" && none.includes(changed);
    for (const other of nowhere ? [...places, ...none] : none) {
      if (other !== changed && (nowhere || other.value === "yes")) {
        other.checked = false;
      }
    }
  };

  const asked = new Map();
  for (const place of places) {
    for (const region of regionsOf(place)) {
      asked.set(region, place);
    }
  }
  for (const region of map.querySelectorAll(".lg-region")) {
    region.classList.toggle("lg-region--off", !asked.has(region));
  }

  map.addEventListener("click", (event) => {
    const place = asked.get(event.target.closest(".lg-region"));
    if (place) {
      place.checked = !place.checked;
      place.dispatchEvent(new Event("change", { bubbles: true }));
    }
  });
  map.addEventListener("change", (event) => {
    settle(event.target);
    paint();
  });
  window.addEventListener("pageshow", paint); // the browser restores the list after "back"
  paint();
}
