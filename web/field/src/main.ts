import '@fontsource/be-vietnam-pro/vietnamese-400.css';
import '@fontsource/be-vietnam-pro/vietnamese-600.css';
import '@fontsource/be-vietnam-pro/latin-400.css';
import '@fontsource/be-vietnam-pro/latin-600.css';
import '../../src/tokens.css';
import '../../src/base.css';
import './field.css';
import { mount } from 'svelte';
import FieldApp from './FieldApp.svelte';

const target = document.getElementById('app');
if (!target) throw new Error('the page has no #app');
mount(FieldApp, { target });
