import '@hotwired/turbo';
import './drop';
import './fill';
import './copy';
import './editor';
import './job';
import './live';
import './picture';
import './text-field';
import './tree';
import { watchAnswers } from './answers';
import { askBeforeActs } from './dialog';
import { watchDrafts } from './drafts';
import { watchFilters } from './filters';
import { watchFocus } from './focus';
import { watchLeaving } from './leaving';
import { watchMenus } from './menus';
import { leaveSamePageLinks } from './same-page';

// Pages work without any of this. What listens does so on the document, since Turbo changes the body under it.
leaveSamePageLinks();
askBeforeActs();
watchFocus();
watchFilters();
watchAnswers();
watchDrafts();
watchLeaving();
watchMenus();
