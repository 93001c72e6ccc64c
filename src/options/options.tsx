import { render } from "preact";
import { direction, locale, say } from "../ui/words";
import { Page } from "./page";
import "./options.css";

document.documentElement.lang = locale;
document.documentElement.dir = direction;
document.title = say("options_title");
const root = document.getElementById("root");
if (root) render(<Page />, root);
