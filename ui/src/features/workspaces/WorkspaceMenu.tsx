import { Menu, UnstyledButton } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconChevronDown, IconDatabase, IconFolderOpen, IconPlus, IconX } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";

import { type RecentWorkspace, usePreference } from "../../api/preferences";
import { useCommandMutation } from "../../api/query";
import type { RpcError } from "../../api/rpc-error";
import type { WorkspaceInfo } from "../../bindings/WorkspaceInfo";
import { askForStore, useOpenWorkspace } from "./useOpenWorkspace";
import classes from "./WorkspaceMenu.module.css";

interface WorkspaceMenuProps {
  workspace: WorkspaceInfo;
  /** Who works here: the name that histories show. */
  actor: string;
}

/** Other workspaces that the menu offers at the most. */
const SHOWN = 5;

/** Which workspace is open, and the way to another. */
export function WorkspaceMenu({ workspace, actor }: WorkspaceMenuProps) {
  const navigate = useNavigate();
  const [recent] = usePreference("recentWorkspaces", NONE);
  const open = useOpenWorkspace();
  const close = useCommandMutation("workspace.close");
  const others = recent.filter(({ storePath }) => storePath !== workspace.storePath).slice(0, SHOWN);

  const switchTo = (storePath: string) => open.mutate({ storePath }, { onError: tell });
  const chooseFile = async () => {
    const storePath = await askForStore();
    if (storePath !== undefined) switchTo(storePath);
  };

  return (
    <Menu position="bottom-start" width={400}>
      <Menu.Target>
        <UnstyledButton className={classes.button} aria-label={`Workspace ${workspace.name}`}>
          <IconDatabase size={17} stroke={1.7} aria-hidden className={classes.icon} />
          <span className={`${classes.name} clip`}>{workspace.name}</span>
          <IconChevronDown size={14} aria-hidden className={classes.icon} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Facts workspace={workspace} actor={actor} />
        {others.length > 0 && <Menu.Label>Switch to</Menu.Label>}
        {others.map(({ name, storePath }) => (
          <Menu.Item key={storePath} onClick={() => switchTo(storePath)}>
            <span className={classes.other}>
              {name}
              <span className={`${classes.path} mono`}>{storePath}</span>
            </span>
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<IconFolderOpen size={15} aria-hidden />} onClick={() => void chooseFile()}>
          Open a file…
        </Menu.Item>
        <Menu.Item
          leftSection={<IconPlus size={15} aria-hidden />}
          onClick={() => void navigate({ to: "/welcome" })}
        >
          Create a workspace…
        </Menu.Item>
        <Menu.Item
          leftSection={<IconX size={15} aria-hidden />}
          onClick={() => close.mutate({}, { onError: tell })}
        >
          Close this workspace
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

const NONE: RecentWorkspace[] = [];

function tell(error: RpcError) {
  notifications.show({ color: "red", title: "The workspace was not changed", message: error.message });
}

function Facts({ workspace, actor }: WorkspaceMenuProps) {
  return (
    <dl className={classes.facts}>
      <dt>Store</dt>
      <dd className="mono">{workspace.storePath}</dd>
      <dt>Org</dt>
      <dd className="mono">{workspace.orgPath}</dd>
      <dt>You are</dt>
      <dd>{actor}</dd>
    </dl>
  );
}
