"""What officers write of trainings."""

from wtforms import BooleanField, SelectField

from app.accounts.forms import IdentityLine
from app.base.kinds import CRAFT_WORDS, Craft
from app.regions.forms import CityForm
from app.training.service import Plan
from app.web.forms import Chosen, Day, Form, Line, Needed, Whole


class SkillForm(Form):
    name = Line("Nama keterampilan", [Needed("Tulis namanya, misalnya Anyaman keset.")], most=60)
    craft = SelectField(
        "Bidang", [Chosen("Pilih bidangnya.")], choices={craft.value: CRAFT_WORDS[craft] for craft in Craft}
    )


class ProgrammeForm(CityForm):
    agency = SelectField("Instansi", [Chosen("Pilih instansinya.")])
    name = Line("Nama program", [Needed("Tulis nama programnya.")])
    target_group = Line("Sasaran", [Needed("Tulis untuk siapa programnya.")])
    year = Whole("Tahun anggaran", [Needed("Tulis tahunnya.")], least=2000, most=2100)


class TrainingForm(Form):
    skill = SelectField("Keterampilan", [Chosen("Pilih keterampilannya.")], coerce=str)
    host = Line("Penyelenggara", [Needed("Tulis siapa yang menyelenggarakan.")])
    place = Line("Tempat", [Needed("Tulis tempatnya.")])
    starts_on = Day("Hari pertama", [Chosen("Pilih hari pertamanya.")])
    ends_on = Day("Hari terakhir", [Chosen("Pilih hari terakhirnya.")])
    quota = Whole("Kuota peserta", [Needed("Tulis kuotanya.")], least=1, most=2000)

    def command(self) -> Plan:
        return Plan(
            skill_id=int(self.skill.data),
            host=self.host.data,
            place=self.place.data,
            starts_on=self.starts_on.data,
            ends_on=self.ends_on.data,
            quota=self.quota.number or 0,
        )


class ParticipantForm(Form):
    name = Line("Nama peserta", [Needed("Tulis namanya.")], most=80)
    who = IdentityLine("Nomor HP atau e-mail (boleh kosong)")
    same_person = BooleanField("Ya, ini orang yang sama. Pakai akun itu.")


class RevokeForm(Form):
    reason = Line(
        "Alasan pencabutan", [Needed("Tulis alasannya: pemilik sertifikat akan membacanya.")], most=300
    )


class ShownNameForm(Form):
    show = BooleanField("Tampilkan nama saya di halaman pembuktian")
    name = Line("Nama yang ditampilkan", most=60)


class GroupForm(Form):
    seller = SelectField("Gerai kelompok", [Chosen("Pilih gerainya.")], coerce=str)
