'use strict';
const missing = [...document.querySelectorAll('main mark.n, main mark.d')];
let here = -1;
function go(step) {
  if (!missing.length) return;
  if (here >= 0) missing[here].classList.remove('here');
  here = here < 0 && step < 0 ? missing.length - 1 : (here + step + missing.length) % missing.length;
  missing[here].classList.add('here');
  missing[here].scrollIntoView({ block: 'center' });
}
addEventListener('keydown', event => {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.key === 'n') go(1);
  if (event.key === 'p') go(-1);
});
