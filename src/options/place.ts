import { useEffect, useState } from "preact/hooks";

/** The place that the address names after its `#`; also the id of the element there. */
function placeNow(): string {
  try {
    return decodeURIComponent(location.hash.slice(1));
  } catch {
    // An address that somebody typed may be no address at all.
    return "";
  }
}

/**
 * Goes to the place that the address names, once it is drawn: the page is empty when it is loaded,
 * so the browser cannot do it. The place gets the focus, so that a screen reader begins there.
 */
export function usePlace(drawn: boolean): string {
  const [place, setPlace] = useState(placeNow);
  useEffect(() => {
    const follow = () => setPlace(placeNow());
    addEventListener("hashchange", follow);
    return () => removeEventListener("hashchange", follow);
  }, []);
  useEffect(() => {
    if (!drawn || !place) return;
    const element = document.getElementById(place);
    element?.scrollIntoView({ block: "start" });
    element?.focus({ preventScroll: true });
  }, [drawn, place]);
  return place;
}
