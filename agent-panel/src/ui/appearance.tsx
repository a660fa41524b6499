import { legacyLogicalPropertiesTransformer, StyleProvider } from '@ant-design/cssinjs';
import { theme as antd, ConfigProvider, type ThemeConfig } from 'antd';
import zhCN from 'antd/locale/zh_CN';
import { type ReactNode, useMemo } from 'react';
import { useStore } from '../link/use-store.ts';
import { dark, light } from './palette.ts';
import { type ThemeName, theme } from './theme-choice.ts';

const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';

/** Ant Design in the panel's colours and density, without motion, readable by Chromium 86 (no `:where`). */
export function Appearance({ children }: { children: ReactNode }) {
  const name = useStore(theme);
  const config = useMemo(() => tokens(name), [name]);
  return (
    <StyleProvider hashPriority="high" transformers={[legacyLogicalPropertiesTransformer]}>
      <ConfigProvider
        locale={zhCN}
        theme={config}
        csp={{ nonce }}
        wave={{ disabled: true }}
        button={{ autoInsertSpace: false }}
        componentSize="small"
      >
        {children}
      </ConfigProvider>
    </StyleProvider>
  );
}

function tokens(name: ThemeName): ThemeConfig {
  const palette = name === 'dark' ? dark : light;
  return {
    algorithm: name === 'dark' ? antd.darkAlgorithm : antd.defaultAlgorithm,
    token: {
      colorPrimary: palette.press,
      colorLink: palette.accent,
      colorText: palette.ink,
      colorTextSecondary: palette.soft,
      colorTextTertiary: palette.soft,
      colorTextPlaceholder: palette.soft,
      colorTextDisabled: palette.soft,
      colorBgBase: palette.surface,
      colorBgContainer: palette.surface,
      colorBgElevated: palette.surface,
      colorBorder: palette.edge,
      colorBorderSecondary: palette.line,
      colorError: palette.bad,
      fontFamily: 'inherit',
      fontSize: 14,
      borderRadius: 4,
      controlHeight: 32,
      controlHeightSM: 28,
      motion: false,
    },
    components: {
      Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none', fontWeight: 500 },
    },
  };
}
