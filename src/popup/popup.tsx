import { render } from "preact";
import { direction, locale, say } from "../ui/words";
import { Popup } from "./face";
import "./popup.css";

document.documentElement.lang = locale;
document.documentElement.dir = direction;
document.title = say("extension_name");
const root = document.getElementById("root");
if (root) render(<Popup />, root);
