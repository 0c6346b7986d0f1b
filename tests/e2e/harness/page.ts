import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

import type { Browser } from "webdriverio";

/** A role of ARIA, as Testing Library names it. */
type Role = string;
type Name = string | RegExp;
/** An element as a script in the page answers it. */
type Found = Parameters<Browser["$"]>[0] & object;

/** What a lookup asks for. */
interface Question {
  role: Role;
  name?: { text: string } | { pattern: string };
  /** The part of the page to look in; without one the whole page. */
  within?: Question;
}

/** Looks elements up in the page the way people and screen readers tell them apart: by role and name. */
const lookup = readFileSync(
  createRequire(import.meta.url).resolve("@testing-library/dom/dist/@testing-library/dom.umd.min.js"),
  "utf8",
);

/** What a test sees of a window, and does in it. Every step waits for its element. */
export class Page {
  private constructor(
    private readonly browser: Browser,
    private readonly scope?: Question,
  ) {}

  static of(browser: Browser): Page {
    return new Page(browser);
  }

  /** The part of the page with that role and name. */
  within(role: Role, name?: Name): Page {
    return new Page(this.browser, this.question(role, name));
  }

  /** Waits for an element, which must be the only one of its role and name. */
  async find(role: Role, name?: Name) {
    const found = await this.findAll(role, name);
    if (found.length > 1) {
      throw new Error(`There are ${found.length} of: ${described(this.question(role, name))}.`);
    }
    return this.browser.$(found[0] as Found);
  }

  /** Waits for an element, and takes the first where there are several. */
  async findFirst(role: Role, name?: Name) {
    const [first] = await this.findAll(role, name);
    return this.browser.$(first as Found);
  }

  /** Waits until no element has that role and name. */
  async gone(role: Role, name?: Name): Promise<void> {
    const question = this.question(role, name);
    await this.browser.waitUntil(async () => (await this.look(question)).length === 0, {
      timeoutMsg: `There still is a ${described(question)}.`,
    });
  }

  /** How many elements of that role and name there are now. */
  async count(role: Role, name?: Name): Promise<number> {
    return (await this.look(this.question(role, name))).length;
  }

  async click(role: Role, name?: Name): Promise<void> {
    await this.use(role, name, async (element) => {
      await element.waitForEnabled();
      await element.click();
    });
  }

  /** Puts a text into a field in place of what it holds. */
  async fill(role: Role, name: Name, text: string): Promise<void> {
    await this.use(role, name, (element) => element.setValue(text));
  }

  /** Picks an option of a field's list, which opens over the page, wherever the field stands. */
  async choose(name: Name, option: Name): Promise<void> {
    await this.click("combobox", name);
    await Page.of(this.browser).click("option", option);
  }

  /** Picks a radio, whose box may lie hidden behind its label; the first, where there are several of that name. */
  async pick(name: Name): Promise<void> {
    const radio = await this.findFirst("radio", name);
    await this.browser.execute((input) => (input as unknown as { click: () => void }).click(), radio);
  }

  /** Presses keys, wherever the focus is. */
  async press(...keys: string[]): Promise<void> {
    await this.browser.keys(keys);
  }

  /** The text of an element, as it is on screen. */
  async text(role: Role, name?: Name): Promise<string> {
    return this.use(role, name, (element) => element.getText());
  }

  /** Waits until an element shows a text. */
  async reads(role: Role, name: Name | undefined, text: string | RegExp): Promise<void> {
    let last = "";
    const fits = () => (typeof text === "string" ? last.includes(text) : text.test(last));
    await this.browser.waitUntil(async () => ((last = await this.text(role, name)), fits()), {
      timeoutMsg: `${described(this.question(role, name))} never read ${String(text)}.`,
    });
  }

  /** Waits until an element has a text within it, also in a drawing, of which the driver reads nothing. */
  async holds(role: Role, name: Name | undefined, text: string): Promise<void> {
    const content = (element: unknown) => (element as { textContent: string }).textContent;
    const held = () => this.use(role, name, (element) => this.browser.execute(content, element));
    await this.browser.waitUntil(async () => (await held()).includes(text), {
      timeoutMsg: `${described(this.question(role, name))} never held ${text}.`,
    });
  }

  /** Does something with an element; again with the new one, where the page drew it anew meanwhile. */
  private async use<Answer>(
    role: Role,
    name: Name | undefined,
    work: (element: Awaited<ReturnType<Page["find"]>>) => Promise<Answer>,
  ): Promise<Answer> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await work(await this.find(role, name));
      } catch (error) {
        if (tries === 3 || !String(error).includes("was not found")) throw error;
      }
    }
  }

  private async findAll(role: Role, name?: Name): Promise<Found[]> {
    const question = this.question(role, name);
    let found: Found[] = [];
    await this.browser.waitUntil(async () => (found = await this.look(question)).length > 0, {
      timeoutMsg: `There is no ${described(question)}.`,
    });
    return found;
  }

  private question(role: Role, name?: Name): Question {
    return {
      role,
      ...(name === undefined
        ? {}
        : { name: typeof name === "string" ? { text: name } : { pattern: name.source } }),
      ...(this.scope ? { within: this.scope } : {}),
    };
  }

  private async look(question: Question): Promise<Found[]> {
    const ready = await this.browser.execute(() => "TestingLibraryDom" in window);
    if (!ready) await this.browser.execute(lookup);
    return (await this.browser.execute(inPage, question)) as unknown as Found[];
  }
}

/** Runs in the page. */
function inPage(question: Question): HTMLElement[] {
  type Finder = (root: HTMLElement, role: string, options: { name?: string | RegExp }) => HTMLElement[];
  const { queryAllByRole } = (window as unknown as { TestingLibraryDom: { queryAllByRole: Finder } })
    .TestingLibraryDom;
  const find = ({ role, name, within }: Question): HTMLElement[] => {
    const options = name ? { name: "text" in name ? name.text : new RegExp(name.pattern) } : {};
    const roots = within ? find(within) : [document.body];
    return roots.flatMap((root) => queryAllByRole(root, role, options));
  };
  return find(question);
}

function described({ role, name, within }: Question): string {
  const called = name ? ` "${"text" in name ? name.text : `/${name.pattern}/`}"` : "";
  return `${role}${called}${within ? ` in ${described(within)}` : ""}`;
}
