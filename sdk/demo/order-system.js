/** A page of somebody else: it knows of the panel only its address, and loads the SDK from there. */
const address = document.querySelector('meta[name="panel"]').content;
const frame = document.getElementById('panel');
const form = document.getElementById('order');
const { number, place, queue, phase, matter, answers, recordNo, outcome } = form.elements;
const result = document.getElementById('result');
const openRecord = document.getElementById('open-record');

const phases = { ringing: '振铃', answered: '通话中', ended: '已结束', gone: '未在本座席接听' };

function start(panel) {
  panel.onState(({ connected, problem }) => {
    const state = document.getElementById('state');
    state.textContent = problem ?? (connected ? '面板已连接' : '面板未连接：请在右边登录并签入座席');
    state.toggleAttribute('data-connected', connected);
  });

  let interaction = null;
  const used = new Map();

  panel.on('call', (call) => {
    if (call.interactionId !== interaction) {
      interaction = call.interactionId;
      used.clear();
      form.reset();
      openRecord.disabled = true;
    }
    number.value = call.number ?? '未显示';
    place.value = call.place ?? '不详';
    queue.value = call.queueName ?? '直接呼入';
    phase.value = phases[call.phase];
  });

  panel.on('answer', (answer) => {
    if (answer.interactionId !== interaction) return;
    const key = `${answer.articleId}/${answer.clauseNo}`;
    if (answer.used)
      used.set(key, `《${answer.title}》${answer.clauseNo} ${answer.docNo ?? ''} ${answer.validity}`);
    else used.delete(key);
    answers.value = [...used.values()].join('\n');
  });

  panel.on('record', (record) => {
    if (record.interactionId !== interaction) return;
    recordNo.value = record.recordNo;
    outcome.value = `${record.outcome.code} ${record.outcome.name}`;
    openRecord.disabled = false;
  });

  /** What the panel or the operator said to it, in words. */
  async function tell(what, asked) {
    result.textContent = `${what}…`;
    try {
      await asked;
      result.textContent = `${what}：已办`;
    } catch (error) {
      result.textContent = `${what}：${error.message}`;
    }
  }

  document.getElementById('search').addEventListener('click', () => {
    const words = matter.value.trim();
    if (words === '') matter.focus();
    else void tell('检索', panel.search(words));
  });
  openRecord.addEventListener('click', () => void tell('看登记', panel.openRecord(recordNo.value)));
  document.getElementById('orders').addEventListener('click', ({ target }) => {
    const to = target.closest('[data-dial]')?.dataset.dial;
    if (to !== undefined) void tell(`回访 ${to}`, panel.dial(to));
  });
}

frame.src = address;
import(new URL('sdk.js', address).href).then(
  ({ Panel }) => start(new Panel(frame, address)),
  () => {
    document.getElementById('state').textContent = '面板的接口没有取到：请核对面板地址，然后刷新本页';
  },
);
