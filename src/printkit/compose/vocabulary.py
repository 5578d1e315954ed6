"""The words that layouts print of their own, in languages other than English and Chinese."""

_KEYS = (
    "contents note by and about former colophon hosts theme date seal page notes inside "
    "abstract index certificate certify contributed to programme speakers chair"
).split()


def _words(listed: str) -> dict[str, str]:
    return dict(zip(_KEYS, (word.strip() for word in listed.split("|")), strict=True))


VOCABULARY = {
    "ar": _words(
        "المحتويات|كلمة المحرر|بقلم|و|عن الكاتب|سابقا|بيانات النشر|الجهة المنظمة|الشعار|"
        "التاريخ|الختم|صفحة|ملاحظات|في هذا العدد|ملخص|المشاركون|شهادة|نشهد بأن|أسهم بـ|في|"
        "البرنامج|المتحدثون|رئيس الجلسة"
    ),
    "de": _words(
        "Inhalt|Vorbemerkung|Von|und|Zur Person|ehemals|Impressum|Veranstalter|Thema|Datum|"
        "Siegel|Seite|Notizen|In dieser Ausgabe|Zusammenfassung|Mitwirkende|Urkunde|"
        "Hiermit wird bestätigt, dass|beigetragen hat:|zu|Programm|Vortragende|Vorsitz"
    ),
    "el": _words(
        "Περιεχόμενα|Σημείωμα της σύνταξης|Του/Της|και|Για τον συγγραφέα|πρώην|"
        "Στοιχεία έκδοσης|Διοργάνωση|Θέμα|Ημερομηνία|Σφραγίδα|σελίδα|Σημειώσεις|"
        "Σε αυτό το τεύχος|Περίληψη|Συντελεστές|Πιστοποιητικό|Πιστοποιείται ότι|συνεισέφερε|"
        "σε|Πρόγραμμα|Ομιλητές|Προεδρείο"
    ),
    "es": _words(
        "Índice|Nota editorial|Por|y|Sobre el autor|anteriormente|Créditos|Organiza|Tema|"
        "Fecha|Sello|página|Notas|En este número|Resumen|Colaboradores|Certificado|"
        "Se certifica que|ha contribuido con|a|Programa|Ponentes|Modera"
    ),
    "fr": _words(
        "Sommaire|Note de la rédaction|Par|et|L’auteur|ancien|Colophon|Organisation|Thème|"
        "Date|Sceau|page|Notes|Dans ce numéro|Résumé|Contributeurs|Certificat|"
        "Nous certifions que|a contribué|à|Programme|Intervenants|Présidence"
    ),
    "he": _words(
        "תוכן העניינים|דבר העורך|מאת|ו|על המחבר|לשעבר|קולופון|מארגנים|נושא|תאריך|חותמת|עמוד|"
        "הערות|בגיליון זה|תקציר|משתתפים|תעודה|הרינו לאשר כי|תרם|אל|תוכנית|דוברים|יושב ראש"
    ),
    "hi": _words(
        "विषय-सूची|संपादकीय टिप्पणी|लेखक|और|लेखक परिचय|पूर्व|प्रकाशन विवरण|आयोजक|विषय|दिनांक|"
        "मुहर|पृष्ठ|टिप्पणियाँ|इस अंक में|सारांश|सहयोगी|प्रमाणपत्र|प्रमाणित किया जाता है कि|"
        "योगदान दिया|में|कार्यक्रम|वक्ता|अध्यक्ष"
    ),
    "it": _words(
        "Indice|Nota della redazione|Di|e|L’autore|già|Colophon|Organizzazione|Tema|Data|"
        "Sigillo|pagina|Note|In questo numero|Riassunto|Collaboratori|Attestato|"
        "Si attesta che|ha contribuito|a|Programma|Relatori|Modera"
    ),
    "ja": _words(
        "目次|編集部より|文|、|著者紹介|元|奥付|主催|テーマ|日付|印|ページ|メモ|今号の内容|"
        "抄録|執筆者|証明書|ここに証明します|寄稿|、掲載|プログラム|講演者|座長"
    ),
    "ko": _words(
        "차례|편집자 주|글|및|저자 소개|전|판권|주최|주제|날짜|직인|쪽|메모|이번 호|초록|"
        "필자|인증서|다음을 증명합니다|기고|에|프로그램|연사|좌장"
    ),
    "pl": _words(
        "Spis treści|Od redakcji|Tekst|i|O autorze|dawniej|Stopka redakcyjna|Organizator|"
        "Temat|Data|Pieczęć|strona|Notatki|W tym numerze|Streszczenie|Autorzy|Zaświadczenie|"
        "Zaświadcza się, że|wniósł wkład:|do|Program|Prelegenci|Prowadzenie"
    ),
    "ru": _words(
        "Содержание|От редакции|Текст|и|Об авторе|ранее|Выходные данные|Организатор|Тема|"
        "Дата|Печать|страница|Заметки|В этом выпуске|Аннотация|Авторы|Сертификат|"
        "Настоящим удостоверяется, что|участвует с работой|в|Программа|Докладчики|"
        "Председатель"
    ),
    "th": _words(
        "สารบัญ|บทบรรณาธิการ|โดย|และ|เกี่ยวกับผู้เขียน|อดีต|ข้อมูลการพิมพ์|จัดโดย|หัวข้อ|"
        "วันที่|ตราประทับ|หน้า|บันทึก|ในฉบับนี้|บทคัดย่อ|ผู้เขียน|ประกาศนียบัตร|ขอรับรองว่า|"
        "ร่วมเขียน|ใน|กำหนดการ|วิทยากร|ประธาน"
    ),
    "vi": _words(
        "Mục lục|Lời tòa soạn|Bài|và|Về tác giả|nguyên|Thông tin xuất bản|Đơn vị tổ chức|"
        "Chủ đề|Ngày|Con dấu|trang|Ghi chú|Trong số này|Tóm tắt|Tác giả|Chứng nhận|"
        "Chứng nhận rằng|đã đóng góp|cho|Chương trình|Diễn giả|Chủ tọa"
    ),
}
