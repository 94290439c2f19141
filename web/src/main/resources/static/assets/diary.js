// The server knows the day of UTC only; the device knows the person's own.
const day = document.querySelector("input[data-lg-today]");
if (day) {
  const now = new Date();
  const two = (number) => String(number).padStart(2, "0");
  const own = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  if (own >= day.min && own <= day.max) {
    day.value = own;
  }
}
