/** A page that follows the journal of all three providers. Text goes in through `textContent`: strangers write messages. */
export const page = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Tawsil twin</title>
<style>
body{font:14px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:75rem;padding:0 1rem;color:#1c2b28}
h1{font-size:1.2rem}h2{font-size:1rem;margin:1.5rem 0 .3rem}table{border-collapse:collapse;width:100%}
td,th{text-align:start;padding:.25rem .6rem;border-bottom:1px solid #dde5e3;vertical-align:top}
code{font-size:12px;overflow-wrap:anywhere}.no{color:#a4262c}
button,select,input{font:inherit;padding:.2rem .6rem}button{cursor:pointer}
figure{display:inline-block;margin:0 1.5rem 0 0;vertical-align:top}figure img{width:164px;display:block;border:1px solid #dde5e3}
</style></head><body>
<h1>Tawsil twin</h1>
<table><thead><tr><th>provider</th><th>accepted</th><th>accepted twice</th><th>same words twice</th><th>unclear to the caller</th>
<th>inbound</th><th>webhooks</th></tr></thead><tbody id="sum"></tbody></table>
<p id="state"></p>
<section id="phones" hidden><h2>Linked phones (WAHA)</h2><div id="sessions"></div></section>
<h2>Journal <label>of <select id="only"><option value="">all providers</option><option value="meta">Meta</option>
<option value="twilio">Twilio</option><option value="waha">WAHA</option></select></label></h2>
<table><thead><tr><th>#</th><th>time</th><th>provider</th><th>kind</th><th>who</th><th>what</th></tr></thead><tbody id="log"></tbody></table>
<script>
let after=0,shown=''
const at=id=>document.getElementById(id),log=at('log')
const add=(parent,tag,text)=>{const el=parent.appendChild(document.createElement(tag));if(text!==undefined)el.textContent=text;return el}
const what=e=>(e.content??JSON.stringify(e.request??e.note??{})).slice(0,400)
const of=e=>e.provider??(['start','config','reset'].includes(e.kind)?'':'meta')
const fits=row=>{row.hidden=Boolean(at('only').value)&&row.dataset.provider!==at('only').value}
at('only').onchange=()=>[...log.rows].forEach(fits)
async function journal(){
  const page=await (await fetch('/twin/journal?limit=500&after='+after)).json()
  if(page.last<after){after=0;log.replaceChildren();return}
  for(const e of page.entries){
    const row=log.insertRow(0);after=e.seq;row.dataset.provider=of(e);fits(row)
    if(e.accepted===false)row.className='no'
    for(const text of [e.seq,e.at.slice(11,23),of(e),[e.kind,e.type,e.status].filter(Boolean).join(' '),e.to??e.from??''])add(row,'td',text)
    add(add(row,'td'),'code',what(e))
  }
  while(log.rows.length>500)log.deleteRow(-1)
}
async function summary(){
  const s=await (await fetch('/twin/summary')).json()
  at('sum').replaceChildren()
  for(const [name,p] of Object.entries(s.providers)){
    const row=at('sum').insertRow()
    for(const text of [name,p.sends.accepted,p.sends.duplicates,p.contents.more,p.ambiguous.accepted+p.ambiguous.notAccepted,p.inbound,
      p.webhooks.delivered+' acknowledged, '+p.webhooks.failedAttempts+' not'])add(row,'td',text)
  }
  at('state').textContent=s.pending+' statuses and webhooks still to come'
}
const phone=()=>'1415555'+String(Math.floor(Math.random()*1e4)).padStart(4,'0')
async function scan(name){
  await fetch('/twin/waha/sessions/'+encodeURIComponent(name)+'/scan',{method:'POST',headers:{'content-type':'application/json'},body:JSON.stringify({phone:phone()})})
}
async function sessions(){
  const {sessions}=await (await fetch('/twin/waha/sessions')).json()
  const state=JSON.stringify(sessions)
  if(state===shown)return
  shown=state;at('phones').hidden=sessions.length===0;at('sessions').replaceChildren()
  for(const {name,status,me,codes} of sessions){
    const box=add(at('sessions'),'figure')
    add(box,'figcaption',name+': '+status+(me?' as '+me.id:''))
    if(status!=='SCAN_QR_CODE')continue
    const picture=add(box,'a');picture.href='/twin/waha/sessions/'+encodeURIComponent(name)+'/qr'
    const image=add(picture,'img');image.alt='The code of '+name;image.src=picture.href+'?'+codes
    const button=add(box,'button','Scan it with a phone');button.onclick=()=>scan(name)
  }
}
async function tick(){
  try{await journal();await summary();await sessions()}
  catch(error){at('state').textContent='The twin does not answer: '+error.message}
}
tick();setInterval(tick,1000)
</script></body></html>
`
