document.getElementById('no').textContent = new URLSearchParams(location.search).get('no') ?? '';
