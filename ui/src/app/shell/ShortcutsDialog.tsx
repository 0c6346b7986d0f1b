import { Kbd, Modal } from "@mantine/core";

import classes from "./ShortcutsDialog.module.css";

/** Every shortcut, by where it works. Several keys that do the same are separated by a comma. */
const SHORTCUTS: [group: string, [keys: string, meaning: string][]][] = [
  [
    "Everywhere",
    [
      ["Ctrl K", "Search and commands"],
      ["/", "Search transactions"],
      ["?", "This help"],
      ["g o, g t, g p, g s", "Go to Overview, Transactions, Processor, Settings"],
      ["g u, g h", "Go to Runs, Schedules"],
      ["Esc", "Close what is open"],
    ],
  ],
  [
    "Transactions",
    [
      ["j, k", "Next, previous row"],
      ["Enter", "Open the row's detail"],
      ["x", "Select the row"],
      ["Shift j, Shift k", "Extend the selection"],
      ["e", "Edit"],
      ["m", "Simulate"],
      ["r", "Retry"],
      ["c", "Comment"],
      ["Shift I", "Ignore"],
    ],
  ],
];

/** The keyboard help. */
export function ShortcutsDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Modal opened={opened} onClose={onClose} title="Keyboard shortcuts" size={520}>
      {SHORTCUTS.map(([group, shortcuts]) => (
        <section key={group}>
          <h3 className={classes.group}>{group}</h3>
          <dl className={classes.list}>
            {shortcuts.map(([keys, meaning]) => (
              <div key={keys} className={classes.entry}>
                <dt>{keys.split(", ").map(keyCombination)}</dt>
                <dd>{meaning}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </Modal>
  );
}

function keyCombination(keys: string) {
  return (
    <span key={keys} className={classes.keys}>
      {keys.split(" ").map((key, at) => (
        <Kbd key={at} size="xs">
          {key}
        </Kbd>
      ))}
    </span>
  );
}
