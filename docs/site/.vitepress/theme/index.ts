import type { Theme } from 'vitepress';
import DefaultTheme from 'vitepress/theme';
import CallCentre from './CallCentre.vue';
import './style.css';

const theme: Theme = {
  extends: DefaultTheme,
  enhanceApp: ({ app }) => void app.component('CallCentre', CallCentre),
};

export default theme;
