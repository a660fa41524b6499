/** What the process of the demo's bridge can be asked. */
export type PanelBridgeCalls = {
  begin: { argument: { data: string; panelFolder: string }; answer: { url: string; password: string } };
};
